package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.policy.Diagram.Stop;
import io.github.akspolicy.policy.Diagram.Track;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where findings occur as JSON: objects, fields, and the lines that wrote them.
 *
 * @param isEmbedded whether it is for a page, which shows the key of a finding and not those of its occurrences
 */
record JsonOccurrences(JsonOutput json, boolean isEmbedded) {
    void occurrence(Occurrence occurrence) throws IOException {
        if (!isEmbedded) {
            json.field("key", occurrence.key());
        }
        release(occurrence.release());
        json.object("resource", () -> resource(occurrence.resource()));
        json.field("container", occurrence.container());
        json.field("fieldPath", occurrence.fieldPath());
        json.field("written", occurrence.written());
        json.object("origin", () -> origin(occurrence.origin()));
        if (!occurrence.steps().isEmpty()) {
            json.array("steps", () -> {
                for (LocatedStep step : occurrence.steps()) {
                    json.object(() -> {
                        json.field("message", step.message());
                        location("location", step.at());
                    });
                }
            });
        }
        Diagram<LocatedStep> diagram = occurrence.diagram();
        if (diagram != null) {
            json.object("diagram", () -> diagram(diagram));
        }
    }

    void diagram(Diagram<LocatedStep> diagram) throws IOException {
        json.field("title", diagram.title());
        json.array("tracks", () -> {
            for (Track<LocatedStep> track : diagram.tracks()) {
                json.object(() -> {
                    json.field("title", track.title());
                    json.array("stops", () -> {
                        for (Stop<LocatedStep> stop : track.stops()) {
                            json.object(() -> {
                                json.field("mark", stop.mark().toString());
                                json.field("kind", stop.kind());
                                json.field("message", stop.step().message());
                                location("location", stop.step().at());
                            });
                        }
                    });
                });
            }
        });
    }

    void resource(ResourceId resource) throws IOException {
        json.field("apiVersion", resource.apiVersion());
        json.field("kind", resource.kind());
        json.field("namespace", resource.namespace());
        json.field("name", resource.name());
    }

    private void origin(Origin origin) throws IOException {
        location("primary", origin.primary());
        json.array("related", () -> {
            for (SourceLocation frame : origin.related()) {
                json.object(() -> place(frame, json));
            }
        });
        json.strings("valuesKeys", origin.valuesKeys());
        json.field("approximate", origin.approximate());
        DecidingValue decides = origin.decidedBy();
        if (decides != null) {
            json.object("decidedBy", () -> {
                json.field("key", decides.key());
                json.strings("missing", decides.missing());
                // other constants are text of a template, which may be anything
                if (decides.switchTo() instanceof Boolean || decides.switchTo() instanceof Number) {
                    json.field("switchTo", String.valueOf(decides.switchTo()));
                }
                if (!decides.alsoSet().isEmpty()) {
                    json.array("alsoSet", () -> {
                        for (DecidingValue.AlsoSet other : decides.alsoSet()) {
                            json.object(() -> {
                                json.field("key", other.key());
                                if (other.isTold()) {
                                    json.field("to", String.valueOf(other.to()));
                                }
                            });
                        }
                    });
                }
            });
        }
        ChartLine line = origin.chart();
        if (line != null) {
            json.object("chart", () -> {
                json.field("chart", line.chart());
                json.field("path", line.path());
                json.field("line", line.line());
                json.field("vendor", line.vendor());
                json.field("mayBeSet", line.reach() != ChartLine.Reach.NONE);
                json.field("reach", line.reach().toString());
                json.field("unproven", line.unproven());
            });
        }
    }

    void release(ReleaseId release) throws IOException {
        json.field("environment", release.environment());
        json.field("source", release.source());
        json.field("release", release.name());
        json.field("upgrade", release.isUpgrade());
    }

    void location(String name, @Nullable SourceLocation location) throws IOException {
        if (location == null) {
            json.field(name, (String) null);
        } else {
            json.object(name, () -> place(location, json));
        }
    }

    static void place(SourceLocation location, JsonOutput json) throws IOException {
        json.field("path", location.path());
        json.field("line", location.line());
        json.field("column", location.column());
        json.field("role", location.role().toString());
    }
}
