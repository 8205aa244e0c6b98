package io.github.akspolicy.benchmarks;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * How much memory reading and evaluation allocate, in a JVM of its own: the same code allocates the same on every machine. Its
 * compiler is the simple one, as in builds of Maven, which leaves no object out; its heap is never collected, so that what is in use
 * is what all threads have allocated.
 */
public final class Allocation {
    /** Enough for two runs of each, of which the first loads classes. */
    private static final String YOUNG = "1800m";

    private static final int RESOURCES = 500;

    private Allocation() {}

    /**
     * Bytes of one run.
     *
     * @param reading by reading alone
     * @param evaluation by evaluation, reading included
     */
    record Result(long reading, long evaluation) {
        /** What evaluation allocates beyond reading, in proportion to reading. */
        double ratio() {
            return (double) (evaluation - reading) / reading;
        }
    }

    /** Reads and evaluates in a new JVM. */
    static Result measure() throws IOException, InterruptedException {
        String[] figures = Scale.figures(
                List.of(),
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        // what a thread holds in reserve would count
                        "-XX:TLABSize=64k",
                        "-XX:-ResizeTLAB",
                        "-Xms2g",
                        "-Xmx2g",
                        "-Xmn" + YOUNG),
                Allocation.class,
                List.of());
        return new Result(Long.parseLong(figures[0]), Long.parseLong(figures[1]));
    }

    /** Prints how many bytes reading and evaluation allocate. */
    public static void main(String[] arguments) {
        var workload = new Workload(RESOURCES).prepared();
        Runnable reading = () -> Ratios.read(workload);
        Runnable evaluation = () -> Ratios.evaluation(workload, 1);
        allocated(reading);
        allocated(evaluation);
        System.out.println(allocated(reading) + " " + allocated(evaluation));
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            Ratios.expect(collector.getCollectionCount() == 0, "the heap was collected");
        }
    }

    private static long allocated(Runnable work) {
        long before = inUse();
        work.run();
        return inUse() - before;
    }

    private static long inUse() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
