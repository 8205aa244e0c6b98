import { h, onMounted, watch } from 'vue'
import { useData } from 'vitepress'
import DefaultTheme from 'vitepress/theme'
import VersionSwitch from './VersionSwitch.vue'
import './style.css'

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, {
    'nav-bar-content-before': () => h(VersionSwitch)
  }),
  // The layout of the start page has no element for what is not navigation.
  setup() {
    const { frontmatter } = useData()
    onMounted(() => watch(() => frontmatter.value.layout, layout => {
      const content = document.getElementById('VPContent')
      if (layout === 'home') {
        content.setAttribute('role', 'main')
      } else {
        content.removeAttribute('role')
      }
    }, { immediate: true, flush: 'post' }))
  }
}
