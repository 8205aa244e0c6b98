package io.github.akspolicy.policy.signature;

import io.github.akspolicy.policy.Policy;

/** A policy that asks what the images lock and the evidence of signatures say. The configuration hands it both. */
public interface TrustsImages {
    /**
     * The same policy with what a configuration knows of images.
     *
     * @param trust never null; {@link ImageTrust#NONE} when nothing is configured
     */
    Policy with(ImageTrust trust);
}
