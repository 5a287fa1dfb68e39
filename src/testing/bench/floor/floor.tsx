import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/global.css'
import '@mantine/core/styles/ScrollArea.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/Paper.css'
import '@mantine/core/styles/Popover.css'
import '@mantine/core/styles/CloseButton.css'
import '@mantine/core/styles/Group.css'
import '@mantine/core/styles/Loader.css'
import '@mantine/core/styles/Pill.css'
import '@mantine/core/styles/PillsInput.css'
import '@mantine/core/styles/Combobox.css'
import '@mantine/core/styles/Button.css'
import '@mantine/core/styles/Stack.css'
import '@mantine/core/styles/Input.css'
import '@mantine/core/styles/AppShell.css'
import { zodResolver } from '@hookform/resolvers/zod'
import {
  AppShell,
  Button,
  Combobox,
  MantineProvider,
  PillsInput,
  Stack,
  Textarea,
  TextInput,
  useCombobox,
} from '@mantine/core'
import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'

/**
 * The floor of the first screen: the least page that the console's own libraries can make, one virtual picker and one
 * small form, fetching the same first answer. What the console costs is measured against it in the same run.
 */
const schema = z.object({ images: z.array(z.string()), reason: z.string() })
const option = z.object({ images: z.array(z.object({ id: z.string(), name: z.string() })) })

function Picker({ options }: { options: { id: string; name: string }[] }) {
  const combobox = useCombobox()
  const [search, setSearch] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const shown = options.filter((o) => o.name.includes(search))
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => list.current,
    estimateSize: () => 36,
  })
  return (
    <Combobox store={combobox} onOptionSubmit={setSearch}>
      <Combobox.DropdownTarget>
        <PillsInput onClick={() => combobox.openDropdown()}>
          <Combobox.EventsTarget>
            <PillsInput.Field
              aria-label="Images"
              role="combobox"
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </Combobox.EventsTarget>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>
        <Combobox.Options ref={list} mah={300} style={{ overflow: 'auto' }}>
          <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
            {rows.getVirtualItems().map((row) => (
              <Combobox.Option
                key={row.key}
                value={shown[row.index]?.id ?? ''}
                style={{ position: 'absolute', top: row.start }}
              >
                {shown[row.index]?.name}
              </Combobox.Option>
            ))}
          </div>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Page() {
  const images = useQuery({
    queryKey: ['images'],
    queryFn: async () => {
      const answer = await fetch('/console/images', { headers: { 'x-console': '1' } })
      return option.parse(await answer.json()).images
    },
  })
  const send = useMutation({ mutationFn: async (values: z.infer<typeof schema>) => values })
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { images: [], reason: '' } })
  return (
    <form aria-label="Share images" onSubmit={form.handleSubmit((values) => send.mutate(values))}>
      <Stack>
        <Picker options={images.data ?? []} />
        <Textarea label="Paste project IDs" />
        <TextInput label="Reason" {...form.register('reason')} />
        <Button type="submit" disabled={!images.data}>
          Share
        </Button>
      </Stack>
    </form>
  )
}

const root = createRootRoute({
  component: () => (
    <AppShell padding="md">
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  ),
})
const page = createRoute({
  getParentRoute: () => root,
  path: '$',
  component: Page,
  validateSearch: z.object({ images: z.optional(z.string()) }),
})
const router = createRouter({ routeTree: root.addChildren([page]) })

const element = document.getElementById('root')
if (element)
  createRoot(element).render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  )
