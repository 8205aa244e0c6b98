package io.github.akspolicy.helm.worker;

import com.marcnuri.helm.jni.PackageOptions;
import com.marcnuri.helm.jni.TemplateOptions;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import org.jspecify.annotations.Nullable;

/** The calls of the native library that the worker makes, with answers as bytes: JNA's strings lose what is not UTF-8. */
public interface HelmLibrary extends Library {
    RawResult Template(TemplateOptions options);

    RawResult Package(PackageOptions options);

    void Free(RawResult result);

    /** C strings of the library; null where there is none. */
    @Structure.FieldOrder({"out", "err", "stdOut", "stdErr"})
    final class RawResult extends Structure implements Structure.ByValue {
        public @Nullable Pointer out;
        public @Nullable Pointer err;
        public @Nullable Pointer stdOut;
        public @Nullable Pointer stdErr;
    }
}
