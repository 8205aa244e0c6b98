import com.sun.net.httpserver.HttpServer
import groovy.json.JsonOutput
import groovy.json.JsonSlurper

// Paths in threads are relative to the repository: this project is one, wherever its copy lies.
new File(basedir, ".git").mkdir()

// Pull request 7 of Azure Repos: it keeps threads and statuses, and notes what was asked.
def threads = []
def statuses = []
def asked = []
def odd = [[200, "null"], [204, ""]]
def server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
server.createContext("/") { exchange ->
    def text = exchange.requestBody.getText("UTF-8")
    def body = text ? new JsonSlurper().parseText(text) : null
    def path = exchange.requestURI.toString()
    asked << [exchange.requestMethod, path, exchange.requestHeaders.getFirst("Authorization"), body]
    def prefix = "/contoso/My%20Store/_apis/git/repositories/repo-id/pullRequests/7/"
    def answer = null
    if (path == prefix + "threads?api-version=7.1") {
        if (body) {
            threads << body + [id: threads.size() + 1, comments: [body.comments[0] + [id: 1]]]
        }
        answer = [value: threads]
    } else if (path.startsWith(prefix + "threads/")) {
        def thread = threads[(path =~ /threads.([0-9]+)/)[0][1].toInteger() - 1]
        thread.status = body.status
        answer = thread
    } else if (path == prefix + "statuses?api-version=7.1") {
        if (body) {
            statuses << body + [id: statuses.size() + 1]
        }
        answer = [value: statuses]
    }
    def (status, content) = [answer == null ? 404 : 200, JsonOutput.toJson(answer ?: [message: "not there"])]
    // the third run is over with its status
    if (statuses.size() == 2 && body == null && path.contains("threads")) {
        (status, content) = odd.remove(0)
    }
    def bytes = content.getBytes("UTF-8")
    exchange.sendResponseHeaders(status, bytes.length ?: -1)
    exchange.responseBody.write(bytes)
    exchange.close()
}
server.start()
context.put("server", server)
context.put("threads", threads)
context.put("statuses", statuses)
context.put("asked", asked)
new File(basedir, ".mvn").mkdir()
new File(basedir, ".mvn/maven.config").text = "-Daks-policy.pr.url=http://127.0.0.1:${server.address.port}/contoso\n"
return true
