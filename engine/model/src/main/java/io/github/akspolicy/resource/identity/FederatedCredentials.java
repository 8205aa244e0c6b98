package io.github.akspolicy.resource.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The federated credentials of an environment, sorted once by whose they are and by whom they name. */
public final class FederatedCredentials {
    /**
     * A credential.
     *
     * @param owner the client id of the identity that it belongs to; empty when it is not known
     */
    private record Entry(int number, FederatedCredential credential, String owner) {
        private boolean isPerhapsOf(String clientId) {
            return owner.isEmpty() || owner.equalsIgnoreCase(clientId);
        }
    }

    private final Map<String, List<Entry>> bySubject = new HashMap<>();
    private final Map<String, List<Entry>> byName = new HashMap<>();
    /** Those whose subject is known only at deployment, by owner: the first of each may be the one. */
    private final Map<String, Entry> open = new HashMap<>();

    private final Map<String, Entry> lastByOwner = new HashMap<>();

    /**
     * @param credentials in the order of the sources
     * @param identities that they belong to
     */
    public FederatedCredentials(List<FederatedCredential> credentials, Collection<ManagedIdentity> identities) {
        Map<String, String> clientIds = new HashMap<>();
        identities.forEach(identity -> clientIds.putIfAbsent(identity.identity(), identity.clientId()));
        int number = 0;
        for (FederatedCredential credential : credentials) {
            String owner = credential.clientId().isEmpty()
                    ? clientIds.getOrDefault(credential.identity(), "")
                    : credential.clientId();
            add(new Entry(number++, credential, owner));
        }
    }

    private void add(Entry entry) {
        String owner = entry.owner().toLowerCase(Locale.ROOT);
        LocatedText subject = entry.credential().subject();
        if (subject.isKnown()) {
            bySubject
                    .computeIfAbsent(subject.value(), key -> new ArrayList<>(1))
                    .add(entry);
            byName.computeIfAbsent(FederationMatch.name(subject.value()), key -> new ArrayList<>(1))
                    .add(entry);
        } else {
            open.putIfAbsent(owner, entry);
        }
        if (!owner.isEmpty()) {
            lastByOwner.put(owner, entry);
        }
    }

    /** Looks for the credential that exchanges the tokens with this subject for those of the identity. */
    FederationMatch match(String needed, String clientId) {
        String owner = clientId.toLowerCase(Locale.ROOT);
        Entry found = first(open.get(owner), open.get(""));
        for (Entry entry : bySubject.getOrDefault(needed, List.of())) {
            found = entry.isPerhapsOf(clientId) ? first(found, entry) : found;
        }
        if (found != null) {
            return new FederationMatch(FederationMatch.State.FOUND, found.credential());
        }
        Entry near = null;
        for (Entry entry : byName.getOrDefault(FederationMatch.name(needed), List.of())) {
            boolean isMeant = entry.isPerhapsOf(clientId)
                    && FederationMatch.isNear(entry.credential().subject().value(), needed);
            near = isMeant ? entry : near;
        }
        if (near != null) {
            return new FederationMatch(FederationMatch.State.NEAR, near.credential());
        }
        Entry any = lastByOwner.get(owner);
        return any == null
                ? new FederationMatch(FederationMatch.State.UNKNOWN, null)
                : new FederationMatch(FederationMatch.State.MISSING, any.credential());
    }

    private static @Nullable Entry first(@Nullable Entry one, @Nullable Entry other) {
        return one == null || other != null && other.number() < one.number() ? other : one;
    }
}
