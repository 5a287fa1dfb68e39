import { expect, test } from 'vitest'
import { readOnly } from '#testing/read-settings'
import { describeCloud } from './describe-cloud.ts'

// The story: which of several files was read, and which region was taken, could only be guessed.
test('the start says which cloud was picked, and from where', () => {
  expect(describeCloud(readOnly('clouds: { otc: { profile: otc } }'))).toBe(
    'otc: https://iam.eu-de.otc.t-systems.com/v3, region eu-de, interface public, from /work/clouds.yaml',
  )
  const lab = `clouds:
  lab:
    auth: { auth_url: 'https://k.test/v3', username: alice, password: s3cret }
    interface: [internal, public]
    image_interface: public
    image_region_name: r2
    image_endpoint: https://i.test
    cacert: /etc/ca.pem
    cert: /etc/me.pem
`
  expect(describeCloud(readOnly(lab, { HTTPS_PROXY: 'http://me:s3cret@proxy.test:3128' }))).toBe(
    'lab: https://k.test/v3, no region, interface internal, else public, region of images r2, interface of images public, images at https://i.test, authorities of /etc/ca.pem, own certificate /etc/me.pem, by the proxy proxy.test:3128, from /work/clouds.yaml',
  )
})
