import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { listen } from './station.ts'
import { change } from './store.ts'
import './style/tokens.css'
import './style/base.css'

const root = document.getElementById('root')
if (root !== null) {
  change({ language: navigator.language.startsWith('de') ? 'de' : 'en' })
  createRoot(root).render(<App />)
  listen()
}
