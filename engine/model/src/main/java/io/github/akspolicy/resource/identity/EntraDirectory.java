package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The users, groups and service principals of a tenant that the configuration knows, as {@code az ad} lists them. */
public final class EntraDirectory {
    /** The resources that hold one: a configuration's, no cluster knows them. */
    public static final Kinds KINDS = Kinds.of(ContextKinds.GROUP, ContextKinds.ENTRA_DIRECTORY);

    private static final Pattern GUID =
            Pattern.compile("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b");
    private static final int LONGEST_NAME = 80;

    /** What there is in a tenant. */
    public enum Type {
        USER("user"),
        GROUP("group"),
        SERVICE_PRINCIPAL("service principal");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** Such as {@code service principal}. */
        public String words() {
            return words;
        }
    }

    /**
     * An entry.
     *
     * @param id its object id, in lower case
     * @param name its display name; the empty string when it has none
     * @param appId the application id of a service principal, in lower case; the empty string for others
     * @param principalName the user principal name of a user; the empty string for others
     */
    public record Entry(Type type, String id, String name, String appId, String principalName) {
        /** The entry of an item of {@code az ad group list}, {@code az ad sp list} or {@code az ad user list}. */
        public static Entry of(Field item) {
            String appId = item.get("appId").stringOr("");
            String principalName = item.get("userPrincipalName").stringOr("");
            return new Entry(
                    !appId.isEmpty() ? Type.SERVICE_PRINCIPAL : principalName.isEmpty() ? Type.GROUP : Type.USER,
                    item.get("id").stringOr("").toLowerCase(Locale.ROOT),
                    item.get("displayName").stringOr(""),
                    appId.toLowerCase(Locale.ROOT),
                    principalName);
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Entry> applications = new HashMap<>();
    private final Set<String> principalNames = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<Type> types = new TreeSet<>();

    private EntraDirectory(List<Field> items) {
        for (Field item : items) {
            Entry entry = Entry.of(item);
            entries.put(entry.id(), entry);
            types.add(entry.type());
            if (!entry.appId().isEmpty()) {
                applications.put(entry.appId(), entry);
            }
            if (!entry.principalName().isEmpty()) {
                principalNames.add(entry.principalName());
            }
        }
    }

    /** The directory of a resource: one for an EntraDirectory whose shape was checked, none for other kinds. */
    public static List<EntraDirectory> of(Resource resource) {
        return resource.is(ContextKinds.GROUP, ContextKinds.ENTRA_DIRECTORY)
                ? List.of(new EntraDirectory(resource.root().get("entries").items()))
                : List.of();
    }

    /** Whether a text is an object id. */
    public static boolean isId(String text) {
        return GUID.matcher(text).matches();
    }

    /** Whether it lists any of this type: of a type that is not listed, nothing is known. */
    public boolean lists(Type type) {
        return types.contains(type);
    }

    /** The entry of an object id, or null when it has none. */
    public @Nullable Entry find(String id) {
        return entries.get(id.toLowerCase(Locale.ROOT));
    }

    /** The service principal of an application, or null when it has none. */
    public @Nullable Entry ofApplication(String appId) {
        return applications.get(appId.toLowerCase(Locale.ROOT));
    }

    /** Whether a user has this principal name. */
    public boolean hasPrincipalName(String principalName) {
        return principalNames.contains(principalName);
    }

    /** The text with the name behind every object id that it knows: {@code Group 0f6b… (store developers)}. */
    public String named(String text) {
        Matcher ids = GUID.matcher(text);
        var named = new StringBuilder();
        while (ids.find()) {
            Entry entry = find(ids.group());
            ids.appendReplacement(
                    named,
                    Matcher.quoteReplacement(
                            entry == null || entry.name().isEmpty()
                                    ? ids.group()
                                    : ids.group() + " (" + shortened(entry.name()) + ')'));
        }
        return ids.appendTail(named).toString();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + '…';
    }
}
