package io.github.akspolicy.configuration;

import io.github.akspolicy.policy.signature.ImageTrust;
import java.nio.file.Path;

/**
 * What a configuration knows of images, and where it is kept.
 *
 * @param trust the lock, and whose signatures count
 * @param lock where the images lock is, or is to be written
 * @param evidence where the evidence of signatures is, or is to be written: the folder of an OCI layout
 */
public record KnownImages(ImageTrust trust, Path lock, Path evidence) {}
