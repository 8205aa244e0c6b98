package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.source.DecidingValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Whether keys that findings name supply their fields. */
record NamedKeys(TrialRenders trials, ValueForms forms) {
    /** What stands for a value that only has to be set. */
    private static final List<Object> ANYTHING =
            List.of(true, "set", Map.of("set", "set"), List.of("set"), List.of(Map.of("name", "set")));

    boolean supply(String release, WantedField wanted, DecidingValue decides) throws IOException {
        // fields at other places stand for the absent one, such as those of containers for that of their pod
        var places = new LinkedHashSet<WantedField>();
        decides.instead().forEach(place -> places.add(wanted.at(place)));
        for (ValuesOverlay overlay : overlays(wanted, decides)) {
            Rendered rendered = trials.with(release, overlay);
            if (rendered != null
                    && (rendered.hasOrBeside(wanted)
                            || (!places.isEmpty() && places.stream().allMatch(rendered::has)))) {
                return true;
            }
        }
        return false;
    }

    private List<ValuesOverlay> overlays(WantedField wanted, DecidingValue decides) {
        List<Object> key = ValuesOverlay.path(decides.key());
        var overlays = new ArrayList<ValuesOverlay>();
        for (Object value : decides.switchTo() == null ? forms.of(wanted.path(), key) : List.of(decides.switchTo())) {
            for (Object anything : decides.alsoSet().isEmpty() ? List.<Object>of("") : ANYTHING) {
                ValuesOverlay overlay = ValuesOverlay.of(key, value);
                for (DecidingValue.AlsoSet other : decides.alsoSet()) {
                    overlay.put(ValuesOverlay.path(other.key()), other.to() == null ? anything : other.to());
                }
                overlays.add(overlay);
            }
        }
        return overlays;
    }
}
