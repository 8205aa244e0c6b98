package io.github.akspolicy.helm.worker;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The C library that the JVM has loaded; JNA would look for it with a program of the system. */
final class LibC {
    private LibC() {}

    static Function function(String name) {
        return NativeLibrary.getProcess().getFunction(name);
    }

    static int call(String name, Object... arguments) {
        return function(name).invokeInt(arguments);
    }

    static int error() {
        return Native.getLastError();
    }
}
