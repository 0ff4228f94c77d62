package dev.kapok.libpod;

/**
 * User namespaces of containers that ask for none, and what {@code --userns=auto} gives.
 *
 * @param mode as typed after {@code --userns}, empty for the engine's own namespace ({@code userns}
 *     of containers.conf)
 * @param owner whose subordinate ids root gives to containers ({@code root-auto-userns-user} of
 *     storage.conf)
 * @param least how many ids a container gets at least ({@code auto-userns-min-size})
 * @param most how many it gets at most, unless it asks for more ({@code auto-userns-max-size})
 */
public record UserNamespaceDefaults(String mode, String owner, long least, long most) {
  /** What holds where no file says otherwise. */
  public static final UserNamespaceDefaults BUILT_IN =
      new UserNamespaceDefaults("", "containers", 1024, 65_536);
}
