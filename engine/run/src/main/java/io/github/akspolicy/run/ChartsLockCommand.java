package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ChartsLockUpdate;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.FetchedChart;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;

/**
 * Records the content of the dependencies that {@code helm dependency build} brought, in
 * {@code aks-policy-charts.lock} beside {@code aks-policy.yaml}. Only what is recorded counts as third-party;
 * every other chart in the repository is evaluated as your own. Renders nothing and uses no network.
 */
public final class ChartsLockCommand extends Command {
    private final boolean check;

    public ChartsLockCommand(Invocation invocation, boolean check) {
        super(invocation);
        this.check = check;
    }

    @Override
    public void run() throws CommandException, FindingsException {
        if (!isConfigured()) {
            output().info("No " + configuration().getFileName() + " here: there are no charts to lock.");
            return;
        }
        Verification verification = verification();
        ChartsLockUpdate update = verification.chartsLock();
        update.problems().forEach(problem -> output().error(SafeText.line(problem.toString())));
        if (!update.problems().isEmpty()) {
            throw new CommandException(
                    "The charts lock was not written, since not every chart can be read: fix the errors above first.");
        }
        update.refused()
                .forEach(chart -> output().warn(SafeText.line("not recorded: " + ChartsLockUpdate.reason(chart))));
        try {
            write(update, verification.workspace().relative(update.file()));
        } catch (IOException e) {
            throw new CommandException("The charts lock cannot be read or written: " + e, e);
        }
    }

    private void write(ChartsLockUpdate update, String shown) throws IOException, FindingsException {
        String before = Files.exists(update.file()) ? Files.readString(update.file()) : "";
        boolean isSame = update.text().equals(before)
                || (before.isEmpty() && update.recorded().isEmpty());
        if (check && !isSame) {
            throw new FindingsException(
                    "The charts lock " + shown + " does not hold the dependencies as they lie there. Run "
                            + commandLine("charts-lock") + " and review it.");
        }
        if (!isSame) {
            Files.writeString(update.file(), update.text());
        }
        String charts =
                update.recorded().stream().map(FetchedChart::id).distinct().collect(Collectors.joining(", "));
        output().info(SafeText.line(
                "Charts lock " + shown + ": " + update.recorded().size() + " recorded"
                        + (charts.isEmpty() ? "" : " (" + charts + ")") + (isSame ? ", unchanged." : ".")));
    }
}
