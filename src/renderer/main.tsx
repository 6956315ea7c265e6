import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { restoreLook } from './state/look.ts'
import { listen } from './state/station.ts'
import './style/tokens.css'
import './style/base.css'

const root = document.getElementById('root')
if (root !== null) {
  restoreLook()
  createRoot(root).render(<App />)
  listen()
}
