package io.github.akspolicy.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Measures several pieces of work in turn, round by round, so that what else the machine does meets all of them alike. The
 * time is that of all processors together, garbage collection included: it does not grow when the machine is busy.
 */
final class Measurement {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Measurement() {}

    /**
     * @param warmUp rounds that do not count
     * @param rounds rounds that count
     * @return the median processor time of each piece of work in nanoseconds
     */
    static long[] medians(int warmUp, int rounds, Runnable... works) {
        var times = new long[works.length][rounds];
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < works.length; i++) {
                long time = time(works[i]);
                if (round >= 0) {
                    times[i][round] = time;
                }
            }
        }
        return Arrays.stream(times).mapToLong(Measurement::median).toArray();
    }

    /** The processor time of one run in nanoseconds. */
    static long time(Runnable work) {
        long begin = SYSTEM.getProcessCpuTime();
        work.run();
        return SYSTEM.getProcessCpuTime() - begin;
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
