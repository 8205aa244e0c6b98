package io.github.akspolicy.helm.worker;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the standard output for answers, so that what Helm, Go or the JVM print to it goes to the standard error instead.
 * To be called before the native library is loaded.
 */
final class Streams {
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;
    private static final int INTERRUPTED = 4;
    private static final int BUFFER = 1 << 16;

    private Streams() {}

    static OutputStream takeOutput() throws IOException {
        System.setOut(System.err);
        if (Platform.isWindows()) {
            // Java holds the handle it started with; Go asks for the current one when it is loaded
            Pointer error = Function.getFunction("kernel32", "GetStdHandle").invokePointer(new Object[] {-12});
            Function.getFunction("kernel32", "SetStdHandle").invokeInt(new Object[] {-11, error});
            return new FileOutputStream(FileDescriptor.out);
        }
        int own = LibC.call("dup", OUTPUT);
        int moved = LibC.call("dup2", ERROR, OUTPUT);
        if (own < 0 || moved < 0) {
            throw new IOException("the standard output cannot be moved");
        }
        return new BufferedOutputStream(new DescriptorStream(own), BUFFER);
    }

    /** Writes to a file descriptor that Java has no name for. */
    private static final class DescriptorStream extends OutputStream {
        private final int descriptor;
        private final Function write = LibC.function("write");

        DescriptorStream(int descriptor) {
            this.descriptor = descriptor;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                byte[] rest = java.util.Arrays.copyOfRange(bytes, offset + done, offset + length);
                long written = write.invokeLong(new Object[] {descriptor, rest, (long) rest.length});
                if (written >= 0) {
                    done += (int) written;
                } else if (LibC.error() != INTERRUPTED) {
                    throw new IOException("write failed with errno " + LibC.error());
                }
            }
        }
    }
}
