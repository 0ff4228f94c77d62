package dev.kapok.sys;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the few classes that may touch what the build forbids everywhere else (see
 * contrib/build/forbidden-apis.txt): the doors between the JVM and the system.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface KernelDoor {}
