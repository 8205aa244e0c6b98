package io.github.akspolicy.helm.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Helm takes SIGINT and SIGTERM for itself at its first render and then does nothing on them: the Java process could no
 * longer be stopped. This gives them back to whom they belonged.
 */
final class TerminationSignals {
    private final Map<Signal, SignalHandler> handlers = new LinkedHashMap<>();

    private TerminationSignals() {}

    /** Notes who handles the signals; to be called before Helm can take them. */
    static TerminationSignals remember() {
        var signals = new TerminationSignals();
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                var signal = new Signal(name);
                // the only way to ask is to replace
                SignalHandler handler = Signal.handle(signal, SignalHandler.SIG_DFL);
                Signal.handle(signal, handler);
                signals.handlers.put(signal, handler);
            } catch (IllegalArgumentException e) {
                // a JVM started with -Xrs leaves signals to the system, as the user wants it
            }
        }
        return signals;
    }

    /** To be called after the first render. */
    void restore() {
        // installs the native handler again even though Java believes it to be still in place
        handlers.forEach(Signal::handle);
    }
}
