package io.github.akspolicy.live;

/**
 * What names an object in a cluster, whatever version of its API it is written in.
 *
 * @param namespace the empty string for what lives in none
 */
record ObjectKey(String group, String kind, String namespace, String name) {
    static ObjectKey of(RunningObject object) {
        return new ObjectKey(object.kind().group(), object.kind().kind(), object.namespace(), object.name());
    }
}
