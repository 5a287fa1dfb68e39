import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Image } from '#contract/image'
import type { OwnerAction } from '#contract/pair'
import { imagesQuery } from '../../api/images.ts'
import { VirtualSelect } from '../../ui/select/VirtualSelect.tsx'
import { ErrorState } from '../../ui/states/ErrorState.tsx'
import { pickerWords } from '../words.ts'
import { ImageOption } from './ImageOption.tsx'
import { choosableFirst, IMAGES, SHARED_IMAGES } from './image-choices.ts'
import { type PickerProps, useById } from './picker.ts'

/** Chooses images of the own project: what can be shared first, newest first. */
export function ImagePicker({ action, ...props }: PickerProps & { action: OwnerAction }) {
  const query = useQuery(imagesQuery)
  const wide = useMediaQuery('(min-width: 40em)', true)
  const kind = action === 'share' ? IMAGES : SHARED_IMAGES
  const images = useMemo(() => query.data && choosableFirst(query.data, kind), [query.data, kind])
  return (
    <VirtualSelect
      {...props}
      label={pickerWords.images}
      placeholder={pickerWords.searchImages}
      kind={kind}
      items={images}
      byId={useById(images, IMAGES)}
      fallback={
        !images && query.error ? (
          <ErrorState
            title={pickerWords.imagesUnreadable}
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          images?.length === 0 && pickerWords.noImages
        )
      }
      rowHeight={wide ? 60 : 76}
      renderOption={render}
    />
  )
}

const render = (image: Image) => <ImageOption image={image} />
