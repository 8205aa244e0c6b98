// The folder is empty but for the POM, which the invoker wants before; all else is what the page shows.
def page = new File(basedir, '../../../../docs/write-a-policy.md').text
page.findAll(~/(?s)```yaml\n# (\S+)\n(.*?)```/) { all, path, text -> [path, text] }.each { path, text ->
    if (path in ['aks-policy.yaml', 'k8s/orders.yaml'] && !new File(basedir, path).exists()) {
        new File(basedir, path).parentFile.mkdirs()
        new File(basedir, path).text = "# ${path}\n${text}"
    }
}
// Paths in reports are relative to the repository: this project is one, wherever its copy lies.
new File(basedir, '.git').mkdir()
return new File(basedir, 'k8s/orders.yaml').file
