package io.github.akspolicy.helm.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program without a network by a tool of the system.
 *
 * @param prefix the command that the program's command is added to; empty when there is none
 * @param description what it keeps the program from, or {@code none: } and why
 */
record BinarySandbox(List<String> prefix, String description) {
    private static final List<BinarySandbox> KNOWN = List.of(
            new BinarySandbox(
                    List.of("/usr/bin/unshare", "--user", "--map-root-user", "--net", "--"),
                    "no network (unshare); files and programs are not confined"),
            new BinarySandbox(
                    List.of("/usr/bin/sandbox-exec", "-p", "(version 1)(allow default)(deny network*)"),
                    "no network (sandbox-exec); files and programs are not confined"));

    private static final long PROBE_SECONDS = 5;

    BinarySandbox {
        prefix = List.copyOf(prefix);
    }

    private static @Nullable BinarySandbox found;

    /** The first that works here. */
    static synchronized BinarySandbox find() {
        BinarySandbox known = found;
        if (known == null) {
            known = search();
            found = known;
        }
        return known;
    }

    private static BinarySandbox search() {
        for (BinarySandbox sandbox : KNOWN) {
            if (sandbox.works()) {
                return sandbox;
            }
        }
        return new BinarySandbox(
                List.of(), "none: neither unshare nor sandbox-exec can be used here; only the environment is empty");
    }

    /** A command within the sandbox. */
    List<String> wrap(List<String> command) {
        var wrapped = new ArrayList<>(prefix);
        wrapped.addAll(command);
        return wrapped;
    }

    private boolean works() {
        if (!Files.isExecutable(Path.of(prefix.get(0)))) {
            return false;
        }
        try {
            var builder = new ProcessBuilder(wrap(List.of("/usr/bin/true")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            Process probe = builder.start();
            probe.getOutputStream().close();
            if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                probe.destroyForcibly();
                return false;
            }
            return probe.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
