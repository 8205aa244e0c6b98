package io.github.akspolicy.helm.worker;

import com.sun.jna.Memory;
import java.util.ArrayList;
import java.util.List;

/**
 * A seccomp filter for all threads of the process. What it refuses fails with an error that Go reports; the process goes
 * on.
 */
final class SystemCallFilter {
    private static final int SET_MODE_FILTER = 1;
    private static final int ALL_THREADS = 1;

    private static final int LOAD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int JUMP_SET = 0x45;
    private static final int RETURN = 0x06;

    private static final int ALLOW = 0x7fff0000;
    private static final int ERROR = 0x00050000;
    private static final int NOT_PERMITTED = 1;
    private static final int NOT_IMPLEMENTED = 38;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;

    /** Marks the numbers of the x32 calls, which do the same under another number. */
    private static final int X32 = 0x40000000;

    private static final int THREAD = 0x00010000;
    private static final int INSTRUCTION = 8;

    private final List<long[]> program = new ArrayList<>();

    private SystemCallFilter(SystemCalls calls, long process) {
        load(ARCHITECTURE);
        unless(JUMP_EQUAL, calls.auditArchitecture(), 1);
        give(ERROR | NOT_PERMITTED);
        load(NUMBER);
        when(JUMP_AT_LEAST, X32, 1);
        give(ERROR | NOT_IMPLEMENTED);
        // threads are made with flags that can be looked at; libc falls back to them
        when(JUMP_EQUAL, calls.number("clone3"), 1);
        give(ERROR | NOT_IMPLEMENTED);
        for (int number : calls.refused()) {
            when(JUMP_EQUAL, number, 1);
            give(ERROR | NOT_PERMITTED);
        }
        // a new process is refused, a thread is not
        when(JUMP_EQUAL, calls.number("clone"), 4);
        load(FIRST_ARGUMENT);
        unless(JUMP_SET, THREAD, 1);
        give(ERROR | NOT_PERMITTED);
        give(ALLOW);
        // signals reach this process only
        for (String name : List.of("kill", "tgkill")) {
            when(JUMP_EQUAL, calls.number(name), 4);
            load(FIRST_ARGUMENT);
            unless(JUMP_EQUAL, process, 1);
            give(ERROR | NOT_PERMITTED);
            give(ALLOW);
        }
        give(ALLOW);
    }

    private void load(int offset) {
        program.add(new long[] {LOAD, 0, 0, offset});
    }

    private void give(int result) {
        program.add(new long[] {RETURN, 0, 0, result});
    }

    /** Goes on with the next instructions when the comparison holds, else skips them. */
    private void when(int comparison, long operand, int next) {
        program.add(new long[] {comparison, 0, next, operand});
    }

    /** Skips the next instructions when the comparison holds. */
    private void unless(int comparison, long operand, int next) {
        program.add(new long[] {comparison, next, 0, operand});
    }

    private Memory memory() {
        var memory = new Memory((long) program.size() * INSTRUCTION);
        for (int i = 0; i < program.size(); i++) {
            long[] instruction = program.get(i);
            long at = (long) i * INSTRUCTION;
            memory.setShort(at, (short) instruction[0]);
            memory.setByte(at + 2, (byte) instruction[1]);
            memory.setByte(at + 3, (byte) instruction[2]);
            memory.setInt(at + 4, (int) instruction[3]);
        }
        return memory;
    }

    /**
     * Installs the filter; needs no_new_privs.
     *
     * @return 0, or the negative of the error number
     */
    static long install(SystemCalls calls, long process) {
        var filter = new SystemCallFilter(calls, process);
        Memory program = filter.memory();
        var header = new Memory(16);
        header.setShort(0, (short) filter.program.size());
        header.setPointer(8, program);
        long result = calls.call("seccomp", (long) SET_MODE_FILTER, (long) ALL_THREADS, header);
        // a thread that could not be synchronized is named by a positive result
        return result > 0 ? -NOT_PERMITTED : result;
    }
}
