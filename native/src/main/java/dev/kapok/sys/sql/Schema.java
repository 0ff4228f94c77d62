package dev.kapok.sys.sql;

import java.util.List;

/**
 * The tables of one module: its name, and its migrations in order.
 *
 * @param module a short name, unique among the modules
 * @param migrations scripts, each run once and never changed after a release; the number of a
 *     migration is its place in the list, from 1
 */
public record Schema(String module, List<String> migrations) {}
