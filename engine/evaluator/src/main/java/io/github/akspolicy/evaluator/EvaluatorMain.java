package io.github.akspolicy.evaluator;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.evaluator.Message.Asked;
import io.github.akspolicy.evaluator.Message.Begun;
import io.github.akspolicy.evaluator.Message.Done;
import io.github.akspolicy.evaluator.Message.Failed;
import io.github.akspolicy.evaluator.Message.Refused;
import io.github.akspolicy.evaluator.Message.Settings;
import io.github.akspolicy.source.Workspace;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The other process: evaluates what is asked for, one request after the other, until its input ends. */
public final class EvaluatorMain {
    private EvaluatorMain() {}

    /** Requests come from standard input, answers go to standard output; what policies print goes to standard error. */
    public static void main(String[] arguments) throws IOException {
        // a build that is killed must leave nothing behind that goes on for minutes
        ProcessHandle.current().parent().ifPresent(asking -> asking.onExit().thenRun(() -> System.exit(1)));
        var output = new ObjectOutputStream(new BufferedOutputStream(System.out));
        System.setOut(System.err);
        output.flush();
        try (var input = new ObjectInputStream(new BufferedInputStream(System.in))) {
            input.setObjectInputFilter(Message.OWN_DATA);
            while (true) {
                answer(Message.read(input), output);
            }
        } catch (EOFException ended) {
            // the ordinary end; also that of a process that asked and was killed
            System.exit(0);
        }
    }

    private static void answer(Message message, ObjectOutputStream output) throws IOException {
        if (message instanceof Settings settings) {
            settings.properties().forEach((name, value) -> {
                if (System.getProperty(name) == null) {
                    System.setProperty(name, value);
                }
            });
        } else if (message instanceof Asked asked) {
            result(asked.request(), output).write(output);
        }
    }

    private static Message result(EvaluationRequest request, ObjectOutputStream output) {
        try {
            return new Done(request.report(request.evaluate(
                    EvaluatorMain.class.getClassLoader(), (release, index, total) -> {
                        try {
                            new Begun(release, index, total).write(output);
                        } catch (IOException closed) {
                            throw new UncheckedIOException(closed);
                        }
                    })));
        } catch (ConfigurationException invalid) {
            return new Refused(invalid.problems());
        } catch (RuntimeException | Error unexpected) {
            Path subject = Path.of(request.subject());
            Path folder = subject.getParent();
            return new Failed(ToolError.problem(
                    "evaluating "
                            + Workspace.of(folder == null ? subject : folder).relative(subject),
                    unexpected));
        }
    }
}
