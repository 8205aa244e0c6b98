package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.twin.RenderedFile;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.spi.ChartLine.Reach;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the charts of others write without the templates, the defaults and the values files of the repository. What they write
 * only beside those is not theirs alone: a chart that was recorded may have {@code {{ if .Values.p }}hostPID: true{{ end }}},
 * and the change that sets {@code p} answers for it. It is rendered when somebody first asks. Safe for several threads.
 */
public final class ThirdPartyRender {
    private final Rendering rendering;
    private final Map<String, List<Field>> asUsed = new ConcurrentHashMap<>();
    private final Map<String, List<Field>> alone = new ConcurrentHashMap<>();
    private volatile @Nullable Map<String, String> files;

    /** A render that is made late. */
    @FunctionalInterface
    public interface Rendering {
        /** What each template wrote, by Helm's name of the template. */
        Map<String, String> files() throws HelmFailure, IOException;
    }

    /** @param rendering renders the charts alone; called once at most */
    public ThirdPartyRender(Rendering rendering) {
        this.rendering = rendering;
    }

    /** Whether a place of a file that a chart of others wrote is the same without the repository's part. */
    Reach reach(RenderedFile file, Place place) {
        Map<String, String> all = files();
        if (all.isEmpty()) {
            return Reach.UNKNOWN;
        }
        List<Field> here = asUsed.computeIfAbsent(file.renderPath(), path -> documents(file.text()));
        List<Field> there = alone.computeIfAbsent(file.renderPath(), path -> documents(all.getOrDefault(path, "")));
        Field used = null;
        for (Field document : here) {
            if (document.position().line() <= place.key().line()) {
                used = document;
            }
        }
        Field counterpart = used == null ? null : counterpart(used, here, there);
        return used != null && counterpart != null && isSame(used, counterpart, place) ? Reach.NONE : Reach.CAUSED;
    }

    /** What each template wrote, by Helm's name of the template; empty when the charts do not render alone. */
    public synchronized Map<String, String> files() {
        Map<String, String> known = files;
        if (known == null) {
            try {
                known = Map.copyOf(rendering.files());
            } catch (HelmFailure | IOException doesNotRender) {
                known = Map.of();
            }
            files = known;
        }
        return known;
    }

    private static List<Field> documents(String text) {
        var documents = new ArrayList<Field>();
        ManifestReader.read(text, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                documents.add(Field.root(root));
            }

            @Override
            public void problem(ManifestException unreadable) {
                // reported where the file is evaluated; here it is a document without counterpart
            }
        });
        return List.copyOf(documents);
    }

    /**
     * The document that another one would be: the same object; else, as values may change names, the one at the same place among
     * those of its kind, where there are as many.
     */
    private static @Nullable Field counterpart(Field used, List<Field> here, List<Field> there) {
        List<Field> same = having(there, ThirdPartyRender::identity, used);
        if (same.size() == 1) {
            return same.get(0);
        }
        List<Field> ofKindHere = having(here, ThirdPartyRender::kind, used);
        List<Field> ofKindThere = having(there, ThirdPartyRender::kind, used);
        return ofKindHere.size() == ofKindThere.size() ? ofKindThere.get(ofKindHere.indexOf(used)) : null;
    }

    private static List<Field> having(List<Field> documents, Function<Field, List<String>> key, Field wanted) {
        List<String> value = key.apply(wanted);
        return documents.stream()
                .filter(document -> key.apply(document).equals(value))
                .toList();
    }

    private static List<String> kind(Field document) {
        return List.of(
                document.get("apiVersion").textOr(""), document.get("kind").textOr(""));
    }

    private static List<String> identity(Field document) {
        Field metadata = document.get("metadata");
        return List.of(
                document.get("apiVersion").textOr(""),
                document.get("kind").textOr(""),
                metadata.get("namespace").textOr(""),
                metadata.get("name").textOr(""));
    }

    /** Lists whose items differ by image and resources in each use, so that policies read their parts by themselves. */
    private static final Set<String> CONTAINERS = Set.of("containers", "initContainers", "ephemeralContainers");

    private static final String SECURITY = "securityContext";

    /**
     * Whether what policies read together with a place is the same: the item of a list that it is in, such as a rule, and, where
     * the field is not set, the security settings of the container and the pod around it, which may set another one in its place.
     */
    private static boolean isSameAround(Field used, Field alone, Place place) {
        for (FieldPath path = place.nearest(); path != null; path = path.parent()) {
            FieldPath list = path.parent();
            Field here = used.follow(path);
            Field there = alone.follow(path);
            boolean isItem = path.lastIndex() >= 0 && list != null && !CONTAINERS.contains(list.lastField());
            if (isItem && !isSame(here.node(), there.node())) {
                return false;
            }
            Field settings = here.get(SECURITY);
            boolean isSet = settings.isPresent() || there.get(SECURITY).isPresent();
            if (!place.isWritten()
                    && isSet
                    && !isSame(settings.node(), there.get(SECURITY).node())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Field used, Field alone, Place place) {
        if (!isSameAround(used, alone, place)) {
            return false;
        }
        Field there = alone.follow(place.nearest());
        if (!there.isWritten()) {
            return false;
        }
        if (!place.isWritten()) {
            return !alone.follow(place.path()).isPresent();
        }
        Field here = used.follow(place.nearest());
        // a finding on a whole object is one on its being there
        return place.nearest().equals(FieldPath.ROOT) || isSame(here.node(), there.node());
    }

    private static boolean isSame(@Nullable Node here, @Nullable Node there) {
        if (here instanceof Node.Mapping one && there instanceof Node.Mapping other) {
            return one.entries().size() == other.entries().size()
                    && one.entries().stream().allMatch(entry -> isSame(entry.value(), other.get(entry.key())));
        }
        if (here instanceof Node.Sequence one && there instanceof Node.Sequence other) {
            boolean same = one.items().size() == other.items().size();
            for (int i = 0; same && i < one.items().size(); i++) {
                same = isSame(one.items().get(i), other.items().get(i));
            }
            return same;
        }
        return here instanceof Node.Scalar one
                && there instanceof Node.Scalar other
                && Objects.equals(one.value(), other.value());
    }
}
