package io.github.akspolicy.run;

/** Prints which settings are in force and which line of which file says so. */
public final class ExplainConfigCommand extends Command {

    public ExplainConfigCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public void run() throws CommandException {
        show(verification().explain().lines().toList());
    }
}
