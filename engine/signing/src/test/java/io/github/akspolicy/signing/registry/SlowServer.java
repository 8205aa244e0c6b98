package io.github.akspolicy.signing.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Says the first part of an answer at once and the second one byte at a time, without end, or nothing any more. */
final class SlowServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();
    private final String atOnce;
    private final String drop;

    /** @param drop said again and again, every 50 ms; empty for silence */
    SlowServer(String atOnce, String drop) throws IOException {
        this.atOnce = atOnce;
        this.drop = drop;
        start(this::accept);
    }

    String name() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "slow-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                synchronized (open) {
                    open.add(socket);
                }
                start(() -> talk(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void talk(Socket socket) {
        try {
            OutputStream output = socket.getOutputStream();
            output.write(atOnce.getBytes(StandardCharsets.UTF_8));
            output.flush();
            while (!drop.isEmpty()) {
                Thread.sleep(50);
                output.write(drop.getBytes(StandardCharsets.UTF_8));
                output.flush();
            }
        } catch (IOException | InterruptedException over) {
            // the client has had enough
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (open) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
