package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Place;
import java.util.List;

/** What lets somebody do something, in the terms of the authorizer that says so. */
public interface Permission {
    /**
     * A place that has a part in it.
     *
     * @param fact the fact of an index that the place lies in
     * @param place the line that a person would edit
     * @param words what it does: {@code Role reader grants get pods}
     */
    record Evidence(Object fact, Place place, String words) {}

    /** Who says so, such as {@link Access#RBAC}. */
    String authorizer();

    /** The namespace that it holds in; the empty string for everywhere. */
    String namespace();

    /** What gives it, such as {@code RoleBinding reader}. */
    String givenBy();

    /** The role that is given, such as {@code ClusterRole view}. */
    String roleWords();

    /** The rule or action that allows it; with the role that it is written in when that is another one. */
    String ruleWords();

    /** All of it as part of a sentence. */
    String words();

    /**
     * The places that make it so, the rule first; what comes with Kubernetes or Azure is written nowhere.
     *
     * @param what what it allows, for the words
     */
    List<Evidence> evidence(String what);
}
