package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.source.AbsentFields;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.Origin;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leads detections about fields that are not set to the values that decide about them. The release is asked once for all of
 * them, when every policy has had its say.
 */
final class AbsentOrigins {
    private final ReleaseResult release;

    AbsentOrigins(ReleaseResult release) {
        this.release = release;
    }

    void find() {
        AbsentFields fields = release.release().absentFields();
        if (fields == null) {
            return;
        }
        List<Detection> detections = release.detections();
        Map<Integer, Integer> ordinals = ordinals();
        var wanted = new LinkedHashMap<Integer, AbsentField>();
        for (int i = 0; i < detections.size(); i++) {
            Detection detection = detections.get(i);
            if (!detection.observation().at().isWritten()
                    && !release.resource(detection.resource()).id().isValues()) {
                wanted.put(
                        i,
                        new AbsentField(
                                release.file(detection.resource()),
                                release.resource(detection.resource()).id(),
                                ordinals.getOrDefault(detection.resource(), 0),
                                detection.observation().at()));
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        Map<AbsentField, DecidingValue> decided =
                fields.decide(wanted.values().stream().distinct().toList());
        wanted.forEach((index, field) -> {
            DecidingValue value = decided.get(field);
            Origin origin = detections.get(index).origin();
            if (value != null) {
                release.redirect(index, origin.decidedBy(value));
            } else if (!origin.valuesKeys().isEmpty()) {
                release.redirect(index, origin.unproven());
            }
        });
    }

    /** Which of several resources of one name in one file each is. */
    private Map<Integer, Integer> ordinals() {
        record Named(String file, ResourceId id) {}
        var counted = new HashMap<Named, Integer>();
        var ordinals = new HashMap<Integer, Integer>();
        for (int i = 0; i < release.resources().size(); i++) {
            var named = new Named(release.file(i), release.resource(i).id());
            ordinals.put(i, counted.merge(named, 1, Integer::sum) - 1);
        }
        return ordinals;
    }
}
