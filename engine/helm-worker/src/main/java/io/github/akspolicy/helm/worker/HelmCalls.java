package io.github.akspolicy.helm.worker;

import com.marcnuri.helm.jni.PackageOptions;
import com.marcnuri.helm.jni.TemplateOptions;
import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.github.akspolicy.helm.worker.Frames.Request;
import io.github.akspolicy.helm.worker.HelmLibrary.RawResult;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls Helm and sends on what it answers, without a copy of it in this JVM. */
final class HelmCalls {
    private static final int CHUNK = 1 << 16;

    /** What the allocator of glibc adds to a block that is no mapping of its own, at most. */
    private static final int MAX_ROUNDING = 40;

    private final HelmLibrary library;
    private final DataOutputStream answers;
    private final OutputStream errors;
    private final @Nullable Function blockSize = Platform.isLinux() ? LibC.function("malloc_usable_size") : null;

    HelmCalls(Path library, DataOutputStream answers, OutputStream errors) {
        this.library = Native.load(library.toString(), HelmLibrary.class);
        this.answers = answers;
        this.errors = errors;
    }

    /** Calls and answers; {@code mark} goes to the standard error in between. */
    void answer(Request request, byte[] mark) throws IOException {
        RawResult result;
        try {
            result = call(request.kind(), request.texts());
        } catch (RuntimeException | LinkageError e) {
            errors.write(mark);
            errors.flush();
            answers.writeByte(Frames.FAILED);
            Frames.writeBlock(answers, new byte[0]);
            Frames.writeBlock(answers, String.valueOf(e).getBytes(StandardCharsets.UTF_8));
            answers.flush();
            return;
        }
        try {
            send(result.stdOut, length(result.stdOut), errors);
            send(result.stdErr, length(result.stdErr), errors);
            errors.write(mark);
            errors.flush();
            long output = length(result.out);
            long error = length(result.err);
            int status = output > Frames.MAX_BLOCK || error > Frames.MAX_BLOCK
                    ? Frames.TOO_LONG
                    : isCut(result.out, output) || isCut(result.err, error)
                            ? Frames.CUT
                            : isProven(request.kind()) ? Frames.ANSWERED : Frames.UNPROVEN;
            boolean fits = status == Frames.ANSWERED || status == Frames.UNPROVEN;
            answers.writeByte(status);
            sendBlock(result.out, fits ? output : 0);
            sendBlock(result.err, fits ? error : 0);
            answers.flush();
        } finally {
            library.Free(result);
        }
    }

    private RawResult call(int kind, List<String> texts) {
        return switch (kind) {
            case Frames.TEMPLATE -> library.Template(template(texts));
            case Frames.PACKAGE -> library.Package(new PackageOptions(texts.get(0), texts.get(1), 0, null, null, null));
            default -> throw new IllegalArgumentException("unknown call " + kind);
        };
    }

    private static TemplateOptions template(List<String> texts) {
        return new TemplateOptions(
                texts.get(0),
                null,
                texts.get(1),
                texts.get(2),
                texts.get(3),
                0,
                0,
                texts.get(4),
                "",
                texts.get(5),
                null,
                null,
                null,
                0,
                0,
                null,
                0,
                null);
    }

    private void sendBlock(@Nullable Pointer text, long length) throws IOException {
        answers.writeInt((int) length);
        send(text, length, answers);
    }

    private static void send(@Nullable Pointer text, long length, OutputStream out) throws IOException {
        if (text != null) {
            for (long at = 0; at < length; at += CHUNK) {
                out.write(text.getByteArray(at, (int) Math.min(CHUNK, length - at)));
            }
        }
    }

    /** Whether an answer says by itself that it is whole, or the system says so. Documents as they are do not. */
    private boolean isProven(int kind) {
        return blockSize != null || kind != Frames.TEMPLATE;
    }

    /**
     * Whether there is text behind the end of a C string, which a NUL within it makes: the block that was allocated is
     * longer than the string needs. Blocks are rounded up by a few bytes, or to a page that is zero.
     */
    private boolean isCut(@Nullable Pointer text, long length) {
        if (text == null || blockSize == null) {
            return false;
        }
        long size = blockSize.invokeLong(new Object[] {text});
        if (size - length - 1 <= MAX_ROUNDING) {
            return false;
        }
        for (long at = length + 1; at < size; at += CHUNK) {
            for (byte next : text.getByteArray(at, (int) Math.min(CHUNK, size - at))) {
                if (next != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static long length(@Nullable Pointer text) {
        return text == null ? 0 : text.indexOf(0, (byte) 0);
    }
}
