import { Button } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { getRouteApi } from '@tanstack/react-router'
import { exportFormat, exportPath } from '#contract/downloads'
import { useDownload } from '../../api/download.ts'
import classes from '../job/JobHeader.module.css'
import { historyWords } from '../words.ts'
import { toJobFilter } from './jobs-search.ts'

const route = getRouteApi('/jobs')

/** Links to files with a row for each pair of the jobs that match, also of jobs that are not loaded yet. */
export function ExportLinks() {
  const download = useDownload()
  const filter = toJobFilter(route.useSearch())
  return (
    <span className={classes.buttons}>
      {exportFormat.options.map((format) => (
        <Button
          key={format}
          component="a"
          {...download(exportPath(format, filter))}
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          title={historyWords.exportHint}
        >
          {historyWords.export(format)}
        </Button>
      ))}
    </span>
  )
}
