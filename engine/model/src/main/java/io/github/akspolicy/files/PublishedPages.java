package io.github.akspolicy.files;

import org.jspecify.annotations.Nullable;

/** Where the pages of {@code docs} can be read that findings refer to. */
public final class PublishedPages {
    /**
     * Names another address: that of a copy of {@code docs}, such as {@code https://wiki.example.com/aks-policy}. Empty for the
     * paths in the repository of aks-policy.
     */
    public static final String PROPERTY = "aks-policy.docs";

    private static final String REPOSITORY = "https://github.com/akspolicy/aks-policy/blob/";

    private PublishedPages() {}

    /**
     * The address of a page.
     *
     * @param page its path below {@code docs}
     */
    public static String address(String page) {
        String configured = System.getProperty(PROPERTY);
        if (configured == null) {
            return REPOSITORY + revision(PublishedPages.class.getPackage().getImplementationVersion()) + "/docs/"
                    + page;
        }
        if (configured.isEmpty()) {
            return "docs/" + page;
        }
        return configured + (configured.endsWith("/") ? "" : "/") + page;
    }

    /** The tag of a release, whose pages say what it does; the main branch of everything else. */
    static String revision(@Nullable String version) {
        return version == null || version.endsWith("-SNAPSHOT") ? "main" : "v" + version;
    }
}
