package io.github.akspolicy.helm.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes through the pipes between the two processes. A request is a kind and its texts; an answer is a status and two
 * blocks of bytes. After each answer the worker ends what it wrote to its standard error with {@link #mark}.
 */
public final class Frames {
    /** Ends the worker; what lies in the temporary folder of the run stays. */
    public static final int LEAVE = 0;

    /** {@code helm template}. Texts: release, chart, namespace, Kubernetes version, values as a query, values files. */
    public static final int TEMPLATE = 1;

    /** {@code helm package}. Texts: chart, destination. */
    public static final int PACKAGE = 4;

    /** Loads the native library, once and first. Text: its file. */
    public static final int LOAD = 5;

    /** Status: Helm answered. */
    public static final int ANSWERED = 0;

    /** Status: the call itself failed; the second block says why. */
    public static final int FAILED = 1;

    /** Status: the answer is longer than {@link #MAX_BLOCK}; both blocks are empty. */
    public static final int TOO_LONG = 2;

    /** Status: the answer holds a NUL character, behind which nothing can be read; both blocks are empty. */
    public static final int CUT = 3;

    /** Status: Helm answered, and it is not known whether more stands behind a NUL character. */
    public static final int UNPROVEN = 4;

    /** The longest block in bytes. A release of this size could not be stored in a cluster. */
    public static final int MAX_BLOCK = 64 << 20;

    private static final int MAX_TEXTS = 16;

    private Frames() {}

    /**
     * A call.
     *
     * @param kind one of the constants
     * @param texts its arguments
     */
    public record Request(int kind, List<String> texts) {
        public Request {
            texts = List.copyOf(texts);
        }
    }

    /**
     * What came back.
     *
     * @param status one of the constants
     * @param output what Helm wrote
     * @param error why it refused, empty when it did not
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int status, byte[] output, byte[] error) {}

    /** Sends a call. */
    public static void write(DataOutputStream out, Request request) throws IOException {
        out.writeInt(request.kind());
        out.writeInt(request.texts().size());
        for (String text : request.texts()) {
            writeBlock(out, text.getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }

    /**
     * Reads a call.
     *
     * @throws java.io.EOFException when the other process is gone
     */
    public static Request readRequest(DataInputStream in) throws IOException {
        int kind = in.readInt();
        int count = in.readInt();
        if (count < 0 || count > MAX_TEXTS) {
            throw new IOException("not a request");
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            texts.add(new String(readBlock(in), StandardCharsets.UTF_8));
        }
        return new Request(kind, texts);
    }

    /** Reads an answer. */
    public static Answer readAnswer(DataInputStream in) throws IOException {
        return new Answer(in.readByte(), readBlock(in), readBlock(in));
    }

    static void writeBlock(DataOutputStream out, byte[] block) throws IOException {
        out.writeInt(block.length);
        out.write(block);
    }

    private static byte[] readBlock(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_BLOCK) {
            throw new IOException("not a block");
        }
        byte[] block = new byte[length];
        in.readFully(block);
        return block;
    }

    /** What ends the standard error of one call; no text of a chart can hold it, since the token is random. */
    public static byte[] mark(String token) {
        // the first byte occurs once, on which the reader of the mark relies
        return ("\0" + token + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
