/**
 * What the codes of the API family mean for the operator, in words. Codes: OTC API reference "Error Codes";
 * gateway and IAM codes: Huawei "API Gateway error codes", OTC IAM.
 */

import type { CloudCode } from './errors.ts'

/** A code in words. `who`: the one who can mend it. `act`: the next step. */
export type Explanation = {
  title: string
  cause: string
  who: 'you' | 'image owner' | 'recipient' | 'cloud' | 'admin'
  act: string
}

const NOT_SIGNED_IN: Explanation = {
  title: 'Not signed in',
  cause: 'The token is missing, wrong or expired.',
  who: 'you',
  act: 'Sign in again. A job that waits goes on by itself; what has failed is to be shared again.',
}

/** Words for those of the clouds' own codes that sharing can meet. The texts are ours. */
export const EXPLANATIONS = {
  'IMG.0001': {
    title: 'The request was malformed',
    cause: 'The cloud could not read the request body.',
    who: 'admin',
    act: 'Report this with the request ID: the console should never send such a request.',
  },
  'IMG.0014': {
    title: 'The image service failed',
    cause: 'The service behind the image API answered with an error.',
    who: 'cloud',
    act: 'Try again in a few minutes.',
  },
  'IMG.0026': {
    title: 'Your role is not sufficient',
    cause: 'Sharing needs the permission ims:images:share in this project.',
    who: 'admin',
    act: 'Ask for the permission, then try again.',
  },
  'IMG.0027': {
    title: 'The image does not exist',
    cause: 'No image with this ID is visible to your project. It may have been deleted.',
    who: 'you',
    act: 'Check the image list and share again without it.',
  },
  'IMG.0030': {
    title: 'Project and token do not fit',
    cause: 'The request named another project than the one you are signed in to.',
    who: 'you',
    act: 'Sign in to the project that owns the images.',
  },
  'IMG.0046': {
    title: 'The image cannot be used in its present state',
    cause: 'Only an image in status "active" can be shared.',
    who: 'image owner',
    act: 'Wait until the image is active, then try again.',
  },
  'IMG.0047': {
    title: 'Only the owner may share this image',
    cause: 'The image belongs to another project. A received image cannot be shared on.',
    who: 'image owner',
    act: 'Copy the image to your project first, or ask its owner to share it.',
  },
  'IMG.0060': {
    title: 'Too many requests',
    cause: 'The cloud is limiting how many tasks run at once.',
    who: 'cloud',
    act: 'Wait a minute, then try again.',
  },
  'IMG.0061': {
    title: 'Unknown internal error',
    cause: 'The image service failed without saying why.',
    who: 'cloud',
    act: 'Try again; if it stays, report it with the job ID.',
  },
  'IMG.0066': {
    title: 'Not an image ID',
    cause: 'An image ID must be a UUID.',
    who: 'you',
    act: 'Correct the ID.',
  },
  'IMG.0067': {
    title: 'Unknown project ID',
    cause: 'The cloud knows no project with this ID.',
    who: 'you',
    act: 'Ask the recipient for the project ID of this region and correct it.',
  },
  'IMG.0076': {
    title: 'Your own project',
    cause: 'An image cannot be shared with the project that owns it.',
    who: 'you',
    act: 'Take your own project out of the recipients.',
  },
  'IMG.0088': {
    title: 'No place left on the image',
    cause: 'The image already has as many recipients as the cloud allows.',
    who: 'you',
    act: 'Stop sharing with recipients that no longer need it, or make a second image.',
  },
  'IMG.0089': {
    title: 'A public image cannot be shared',
    cause: 'Public images are open to every project already.',
    who: 'you',
    act: 'Take the image out of the selection.',
  },
  'IMG.0098': {
    title: 'This encrypted image cannot be shared',
    cause: 'It is encrypted with the default key, or the recipient has no grant on its key.',
    who: 'image owner',
    act: 'Re-encrypt with a custom key and grant it to the recipient’s account.',
  },
  'IMG.0099': {
    title: 'The key is not accessible',
    cause: 'The recipient’s account has no grant on the key of this encrypted image.',
    who: 'image owner',
    act: 'Create a grant for the recipient’s account ID, then try again.',
  },
  'IMG.0106': {
    title: 'The image belongs to another tenant',
    cause: 'Only the owner may share an image.',
    who: 'image owner',
    act: 'Ask the owner to share it.',
  },
  'IMG.0108': {
    title: 'No such project in this region',
    cause: 'The recipient has no project with this ID in the region of the image.',
    who: 'recipient',
    act: 'Ask the recipient for the project ID of this region.',
  },
  'IMG.0112': {
    title: 'The recipient could not be added',
    cause: 'The cloud failed while adding this one recipient.',
    who: 'cloud',
    act: 'Retry the failed pairs.',
  },
  'IMG.0113': {
    title: 'The recipient could not be removed',
    cause: 'The cloud failed while removing this one recipient.',
    who: 'cloud',
    act: 'Retry the failed pairs.',
  },
  'IMG.0135': {
    title: 'This full-ECS image cannot be shared',
    cause: 'Only full-ECS images made from a CBR backup can be shared.',
    who: 'image owner',
    act: 'Make the image again from a CBR backup.',
  },
  'IMG.0178': {
    title: 'Your own project',
    cause: 'The recipient is the project that owns the image.',
    who: 'you',
    act: 'Take your own project out of the recipients.',
  },
  'IMG.0182': {
    title: 'The vault is too small',
    cause: 'A full-ECS image needs a vault that holds all of its disks.',
    who: 'you',
    act: 'Enlarge the vault, or accept the image with a larger one.',
  },
  'IMG.0184': {
    title: 'No such vault',
    cause: 'A full-ECS image is accepted with the ID of a server backup vault of your project.',
    who: 'you',
    act: 'Accept the image again with the ID of such a vault.',
  },
  'IMG.0185': {
    title: 'The vault is full',
    cause: 'Too many servers use the vault already.',
    who: 'you',
    act: 'Accept the image with another vault.',
  },
  'IMG.0188': {
    title: 'The vault is not available',
    cause: 'The vault is locked, frozen, being deleted or in error.',
    who: 'you',
    act: 'Accept the image with another vault.',
  },
  'IMG.0193': {
    title: 'Not a server backup vault',
    cause: 'A full-ECS image needs a vault for backups of servers.',
    who: 'you',
    act: 'Accept the image with a vault of that kind.',
  },
  'APIGW.0301': NOT_SIGNED_IN,
  'APIGW.0307': {
    ...NOT_SIGNED_IN,
    title: 'The token must be renewed',
    cause: 'The token expired, was revoked, or is of another region.',
  },
  'APIGW.0308': {
    title: 'Throttled',
    cause: 'The cloud’s gateway limits the rate of requests.',
    who: 'cloud',
    act: 'Wait a few seconds, then retry the failed pairs.',
  },
  '401': NOT_SIGNED_IN,
  '403': {
    title: 'Not allowed',
    cause: 'The rules of the cloud do not let your role change with whom this image is shared.',
    who: 'admin',
    act: 'Ask for a role that may share images of this project, then retry the failed pairs.',
  },
  '404': {
    title: 'Not found',
    cause: 'The image is not visible to your project. It may have been deleted meanwhile.',
    who: 'you',
    act: 'Check the image list and share again without it.',
  },
  '500': {
    title: 'The cloud failed',
    cause: 'The cloud answered with an internal error.',
    who: 'cloud',
    act: 'Retry the failed pairs.',
  },
  '503': {
    title: 'The cloud is not available',
    cause: 'The image service did not take requests.',
    who: 'cloud',
    act: 'Retry the failed pairs in a few minutes.',
  },
} satisfies Partial<Record<CloudCode, Explanation>>
