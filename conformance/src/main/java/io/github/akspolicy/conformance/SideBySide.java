package io.github.akspolicy.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Cases that are evaluated in several threads. */
public final class SideBySide {
    private SideBySide() {}

    /**
     * The entries of all cases, in their order.
     *
     * @param perProcessor how many threads; more than one where most of the time a process is waited for
     */
    public static List<Entry> entries(List<? extends Callable<List<Entry>>> cases, int perProcessor)
            throws IOException {
        ExecutorService threads =
                Executors.newFixedThreadPool(perProcessor * Runtime.getRuntime().availableProcessors());
        try {
            var entries = new ArrayList<Entry>();
            for (Future<List<Entry>> result :
                    cases.stream().map(threads::submit).toList()) {
                entries.addAll(result.get());
            }
            return entries;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
