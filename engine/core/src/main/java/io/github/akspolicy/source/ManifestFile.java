package io.github.akspolicy.source;

/**
 * A text with manifests in it: a file of a folder, or what one chart template rendered to.
 *
 * @param path the file's own path relative to the repository root for plain files; the render path, such as {@code
 *     store/templates/order.yaml}, for rendered ones
 * @param text YAML or JSON; JSON when the path ends in {@code .json}
 * @param origins leads from lines of {@code text} to lines to edit
 */
public record ManifestFile(String path, String text, OriginMap origins) {}
