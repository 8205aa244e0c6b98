package io.github.akspolicy.files;

import java.nio.file.Files;
import java.nio.file.Path;

/** A process that creates a folder, prints it and then ends or waits. */
final class ScratchOwner {
    private ScratchOwner() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = ScratchFolder.create("test").path();
        Files.writeString(folder.resolve("values.yaml"), "password: canary");
        System.out.println(folder);
        switch (arguments[0]) {
            case "exit" -> System.exit(3);
            case "return" -> {}
            case "throw" -> throw new IllegalStateException("on purpose");
            default -> Thread.sleep(60_000);
        }
    }
}
