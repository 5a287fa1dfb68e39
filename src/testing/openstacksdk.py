"""Reads set-ups as openstacksdk does: a JSON list on stdin of {cwd, env, cloud}, a list of what it takes them for on stdout.

Each set-up is read in a process of its own, as the library finds its files when it is loaded. Nothing is sent: what would
go to Keystone is caught."""
import importlib
import json
import os
import sys
import warnings

import openstack.config.loader
import requests


class Caught(Exception):
    pass


class Session:
    def post(self, url, json=None, **_):
        raise Caught(url, json)


def sign_in(plugin):
    if hasattr(plugin, 'create_plugin'):
        plugin = plugin.create_plugin(None, (3, 0), plugin.auth_url)
    try:
        plugin.get_auth_ref(Session())
    except Caught as caught:
        return caught.args


def refuse(*_, **__):
    raise RuntimeError('no network')


def read(setup):
    os.environ.clear()
    os.environ.update(setup['env'])
    os.chdir(setup['cwd'])
    requests.get = refuse
    loader = importlib.reload(openstack.config.loader)
    config = loader.OpenStackConfig()
    region = config.get_one(setup['cloud'], region_name=os.environ.get('OS_REGION_NAME'))
    verify, cert = region.get_requests_verify_args()
    url, body = sign_in(region._auth)
    own = lambda key: region._get_config(key, 'image')
    return {
        'name': region.name,
        'file': config.config_filename,
        'url': url,
        'identity': body['auth']['identity'],
        'scope': body['auth'].get('scope'),
        'region': region.config['region_name'],
        'interface': region.config['interface'],
        'verify': verify,
        'cert': cert,
        'image': {
            'endpoint': region.get_endpoint('image'),
            'region': region.get_region_name('image'),
            'interface': region.get_interface('image'),
            'type': own('service_type'),
            'name': own('service_name'),
        },
    }


def in_own_process(setup):
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.close(reader)
        try:
            answer = read(setup)
        except BaseException as error:
            answer = {'error': f'{type(error).__name__}: {error}'}
        with os.fdopen(writer, 'w') as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        text = answer.read()
    os.wait()
    return json.loads(text)


warnings.simplefilter('ignore')
json.dump([in_own_process(setup) for setup in json.load(sys.stdin)], sys.stdout)
