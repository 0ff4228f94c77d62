/**
 * The configuration of registries as users already have it: registries.conf and its drop-ins.
 *
 * <p>Start reading at {@link dev.kapok.image.registry.conf.RegistriesConf}. Read by what talks to
 * registries only: TOML is too dear for commands that work on what is already here. This package
 * speaks to no registry.
 */
@NullMarked
package dev.kapok.image.registry.conf;

import org.jspecify.annotations.NullMarked;
