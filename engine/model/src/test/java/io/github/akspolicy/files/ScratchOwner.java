package io.github.akspolicy.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that creates a folder, prints it and then ends or waits. */
final class ScratchOwner {
    private ScratchOwner() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("late")) {
            // as what starts in the background of a build that is over at once
            late().start();
            System.exit(0);
        }
        Path folder = ScratchFolder.create("test").path();
        Files.writeString(folder.resolve("values.yaml"), "password: canary");
        System.out.println(folder);
        switch (arguments[0]) {
            case "exit" -> System.exit(3);
            case "return" -> {}
            case "write" -> write(folder);
            case "throw" -> throw new IllegalStateException("on purpose");
            default -> Thread.sleep(60_000);
        }
    }

    /** Never stops writing by itself, as a program that works in the folder. */
    private static void write(Path folder) {
        var writer = new Thread(() -> {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                try {
                    Files.writeString(
                            Files.createDirectories(folder.resolve("d" + i % 500))
                                    .resolve("f" + i),
                            "text");
                } catch (IOException | RuntimeException interrupted) {
                    // the folder is gone, or the thread is asked to end
                }
            }
        });
        writer.setDaemon(true);
        ScratchFolder.beforeEnd(() -> {
            writer.interrupt();
            try {
                writer.join();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        writer.start();
    }

    private static Thread late() {
        var thread = new Thread(() -> {
            try {
                while (true) {
                    Path folder = ScratchFolder.create("late").path();
                    Files.createDirectories(folder.resolve("a/b"));
                    Files.writeString(folder.resolve("a/b/values.yaml"), "password: canary");
                }
            } catch (Exception over) {
                // the process is about to end
            }
        });
        thread.setDaemon(true);
        return thread;
    }
}
