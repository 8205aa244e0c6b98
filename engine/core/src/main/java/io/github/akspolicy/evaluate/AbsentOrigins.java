package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.source.AbsentFields;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leads detections about fields that are not set to the values that decide about them. The release is asked once for all of
 * them, when every policy has had its say.
 */
record AbsentOrigins(ReleaseResult release) {
    void find() {
        AbsentFields fields = release.release().absentFields();
        if (fields == null) {
            return;
        }
        List<Detection> detections = release.detections();
        Map<Integer, Integer> ordinals = ordinals();
        var wanted = new LinkedHashMap<Integer, AbsentField>();
        var asked = new LinkedHashSet<AbsentField>();
        for (int i = 0; i < detections.size(); i++) {
            Detection detection = detections.get(i);
            Place at = detection.observation().at();
            if (!at.isWritten() && !release.resource(detection.resource()).id().isValues()) {
                var field = new AbsentField(
                        release.file(detection.resource()),
                        release.resource(detection.resource()).id(),
                        ordinals.getOrDefault(detection.resource(), 0),
                        at);
                wanted.put(i, field);
                asked.add(field);
                at.substitutes().forEach(place -> asked.add(field.at(place)));
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        Map<AbsentField, DecidingValue> decided = fields.decide(List.copyOf(asked), release::note);
        wanted.forEach((index, field) -> {
            DecidingValue value = decisive(field, decided);
            Origin origin = detections.get(index).origin();
            if (value != null) {
                release.redirect(index, origin.decidedBy(value));
            } else if (!origin.valuesKeys().isEmpty()) {
                release.redirect(index, origin.unproven());
            }
        });
    }

    /**
     * The value to edit: the one that took away the field, or else what stands for it; or else the one that supplies the field,
     * or else what stands for it as one. What stands for a field only does with all of its parts.
     */
    private static @Nullable DecidingValue decisive(AbsentField field, Map<AbsentField, DecidingValue> decided) {
        DecidingValue own = decided.get(field);
        if (own != null && own.tookAway()) {
            return own;
        }
        var parts = new ArrayList<DecidingValue>();
        for (Place place : field.place().substitutes()) {
            DecidingValue part = decided.get(field.at(place));
            if (part == null) {
                return own;
            }
            parts.add(part);
        }
        List<FieldPath> places =
                field.place().substitutes().stream().map(Place::path).toList();
        for (DecidingValue part : parts) {
            if (part.tookAway()) {
                return part.insteadAt(places);
            }
        }
        boolean isOneKey = parts.stream().map(DecidingValue::key).distinct().count() == 1;
        return own == null && isOneKey ? parts.get(0).insteadAt(places) : own;
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
