package io.github.akspolicy.run;

import io.github.akspolicy.report.ConsoleLine;
import java.util.List;

/** Prints what is shown of an evaluation. */
public final class Console {
    private final Output log;

    public Console(Output log) {
        this.log = log;
    }

    /** Prints messages, each with its level. */
    public void print(List<ConsoleLine> lines) {
        for (ConsoleLine line : lines) {
            switch (line.level()) {
                case INFO -> log.info(line.text());
                case WARNING -> log.warn(line.text());
                case ERROR -> log.error(line.text());
            }
        }
    }
}
