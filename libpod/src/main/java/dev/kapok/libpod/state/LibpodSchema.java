package dev.kapok.libpod.state;

import dev.kapok.sys.sql.Schema;
import java.util.List;

/** The tables of this module. A migration never changes once it was released. */
public final class LibpodSchema {
  /** All migrations, in order. */
  public static final Schema SCHEMA =
      new Schema(
          "libpod",
          List.of(
              first(),
              second(),
              volumeOptions(),
              idRanges(),
              networkUses(),
              imageUses(),
              portClaims(),
              pods()));

  private LibpodSchema() {}

  /** Which processes are about to publish the ports of which containers. */
  private static String portClaims() {
    return """
    create table port_claims (
      container text primary key references containers (id) on delete cascade,
      boot text not null,
      pid integer not null,
      pid_start integer not null
    ) without rowid;
    """;
  }

  /** Pods, and which containers are in them. Labels, shared and command are JSON. */
  private static String pods() {
    return """
    create table pods (
      id text primary key,
      name text not null unique,
      created integer not null,
      labels text not null,
      infra text,
      shared text not null,
      cgroup text,
      stops_with_last integer not null,
      command text not null
    );
    create index pods_by_infra on pods (infra);
    alter table containers add column pod text references pods (id);
    create index containers_by_pod on containers (pod);
    """;
  }

  /** Which containers join which networks. */
  private static String networkUses() {
    return """
    create table network_uses (
      network text not null,
      container text not null references containers (id) on delete cascade,
      primary key (network, container)
    ) without rowid;
    create index network_uses_by_container on network_uses (container);
    """;
  }

  /** Which images containers mount, besides those that they are made of. */
  private static String imageUses() {
    return """
    create table image_uses (
      image text not null,
      container text not null references containers (id) on delete cascade,
      primary key (image, container)
    ) without rowid;
    create index image_uses_by_container on image_uses (container);
    """;
  }

  /** Which ids of the engine's namespace are those of containers' own user namespaces. */
  private static String idRanges() {
    return """
    create table id_ranges (
      container text not null references containers (id) on delete cascade,
      of_groups integer not null,
      first integer not null,
      count integer not null,
      primary key (container, of_groups, first)
    ) without rowid;
    """;
  }

  /** Who joins whose namespaces, as the configurations say. */
  private static String second() {
    return """
    create table dependencies (
      container text not null,
      needs text not null,
      primary key (needs, container)
    ) without rowid;
    insert or ignore into dependencies (container, needs)
      select id, config ->> '$.network.target' from containers
        where config ->> '$.network.mode' = 'CONTAINER'
      union select id, config ->> '$.namespaces.pid.target' from containers
        where config ->> '$.namespaces.pid.kind' = 'CONTAINER'
      union select id, config ->> '$.namespaces.ipc.target' from containers
        where config ->> '$.namespaces.ipc.kind' = 'CONTAINER'
      union select id, config ->> '$.namespaces.uts.target' from containers
        where config ->> '$.namespaces.uts.kind' = 'CONTAINER'
      union select id, config ->> '$.namespaces.cgroup.target' from containers
        where config ->> '$.namespaces.cgroup.kind' = 'CONTAINER';
    """;
  }

  /** What volumes are asked to be, JSON objects of texts. */
  private static String volumeOptions() {
    return """
    alter table volumes add column labels text not null default '{}';
    alter table volumes add column options text not null default '{}';
    """;
  }

  private static String first() {
    return """
    create table containers (
      id text primary key,
      name text not null unique,
      created integer not null,
      image text not null,
      image_id text not null,
      command text not null,
      auto_remove integer not null,
      labels text not null,
      ports text not null,
      mounts text not null,
      network text not null,
      config text not null,
      status text not null,
      pid integer not null,
      pid_start integer not null,
      conmon_pid integer not null,
      conmon_start integer not null,
      boot text not null,
      started integer not null,
      finished integer not null,
      exit_code integer not null,
      oom_killed integer not null,
      restarts integer not null,
      stopped_by_user integer not null,
      netns text,
      error text
    );
    create table exit_codes (
      id text primary key,
      name text not null,
      code integer not null,
      at integer not null
    );
    create table volumes (
      name text primary key,
      created integer not null,
      anonymous integer not null
    );
    create table volume_uses (
      volume text not null,
      container text not null,
      primary key (volume, container)
    ) without rowid;
    """;
  }
}
