package io.github.akspolicy.manifest;

/**
 * Limits that real manifests never meet and hostile ones do. Each error names the limit and the place.
 *
 * @param maxCharacters characters of one text
 * @param maxDepth nesting of mappings and lists
 * @param maxAliasNodes nodes that aliases may add to one document
 * @param maxDocuments documents of one text
 */
public record ReadLimits(int maxCharacters, int maxDepth, int maxAliasNodes, int maxDocuments) {
    /** 64 Mi characters, 500 levels, 100,000 nodes by aliases, 200,000 documents. */
    public static final ReadLimits DEFAULT = new ReadLimits(64 << 20, 500, 100_000, 200_000);
}
