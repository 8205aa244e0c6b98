package io.github.akspolicy.resident;

import java.io.File;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.shared.invoker.CommandLineConfigurationException;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationOutputHandler;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenCommandLineBuilder;
import org.apache.maven.shared.invoker.MavenInvocationException;
import org.apache.maven.shared.utils.cli.CommandLineException;
import org.apache.maven.shared.utils.cli.Commandline;
import org.eclipse.sisu.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Runs a build in a Maven that is already there, with the arguments that {@code mvn} would get. A JVM serves the builds that
 * have its {@link JvmSettings}; a timeout, and options in a file of the build, need a process of their own.
 */
@Named("default")
@Singleton
@Priority(Integer.MAX_VALUE)
public final class ResidentInvoker extends DefaultInvoker {
    /** Among the options of the JVM: other builds start {@code mvn}. */
    private static final String WANTED = "-Dits.resident=true";

    private final Deque<Resident> idle = new ConcurrentLinkedDeque<>();

    @Override
    public InvocationResult execute(InvocationRequest request) throws MavenInvocationException {
        Commandline commandLine = commandLine(request);
        File folder = commandLine.getWorkingDirectory();
        List<String> arguments = List.of(commandLine.getArguments());
        String options = request.getMavenOpts() == null ? "" : request.getMavenOpts();
        if (!options.contains(WANTED)
                || request.getTimeoutInSeconds() > 0
                || new File(Resident.root(folder), ".mvn/jvm.config").exists()) {
            return super.execute(request);
        }
        InvocationOutputHandler log = request.getOutputHandler(line -> {});
        try {
            Resident resident =
                    resident(new JvmSettings(options, request.getShellEnvironments(), arguments.contains("-X")));
            int exitCode = resident.build(folder, arguments, log);
            idle.push(resident);
            return new Ended(exitCode);
        } catch (IOException e) {
            throw new MavenInvocationException("the resident Maven ended before the build of " + folder, e);
        }
    }

    private Commandline commandLine(InvocationRequest request) throws MavenInvocationException {
        var builder = new MavenCommandLineBuilder();
        builder.setMavenHome(request.getMavenHome() == null ? getMavenHome() : request.getMavenHome());
        builder.setBaseDirectory(getWorkingDirectory());
        builder.setLocalRepositoryDirectory(getLocalRepositoryDirectory());
        try {
            return builder.build(request);
        } catch (CommandLineConfigurationException e) {
            throw new MavenInvocationException("cannot say how Maven is called", e);
        }
    }

    private Resident resident(JvmSettings settings) throws IOException {
        for (Resident resident : idle) {
            // another thread may have taken it in the meantime
            if (!resident.takesMore() && idle.remove(resident)) {
                resident.end();
            } else if (resident.settings().equals(settings) && idle.remove(resident)) {
                return resident;
            }
        }
        return Resident.start(settings);
    }

    private static final class Ended implements InvocationResult {
        private final int exitCode;

        Ended(int exitCode) {
            this.exitCode = exitCode;
        }

        @Override
        public @Nullable CommandLineException getExecutionException() {
            return null;
        }

        @Override
        public int getExitCode() {
            return exitCode;
        }
    }
}
