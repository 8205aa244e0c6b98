package io.github.akspolicy.evaluate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/**
 * Does the same with several things on several threads. Results come in the order of the things, so that output never depends on
 * timing, and no more are under way than there are threads, so that memory does not grow.
 */
final class InOrder implements AutoCloseable {
    private final ExecutorService threads;
    private final int parallelism;

    /** @param parallelism how many are done at the same time; at least 1 */
    InOrder(int parallelism, String name) {
        this.parallelism = parallelism;
        this.threads = Executors.newFixedThreadPool(parallelism, work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The threads, for work of another kind. */
    ExecutorService threads() {
        return threads;
    }

    /**
     * The results for things.
     *
     * @param work what is done with each, on any thread
     * @param first hears of each before, in order and on this thread
     */
    <T, R> List<R> map(List<T> things, Function<T, R> work, ObjIntConsumer<T> first) {
        var results = new ArrayList<R>(things.size());
        Deque<Future<R>> pending = new ArrayDeque<>();
        int index = 0;
        for (T thing : things) {
            if (pending.size() >= parallelism) {
                results.add(take(pending.remove()));
            }
            first.accept(thing, ++index);
            Callable<R> call = () -> work.apply(thing);
            pending.add(threads.submit(call));
        }
        while (!pending.isEmpty()) {
            results.add(take(pending.remove()));
        }
        return results;
    }

    private static <R> R take(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the evaluation was interrupted", stopped);
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(broken.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
