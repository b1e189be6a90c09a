package dev.callgate.policy.read;

import dev.callgate.policy.Layer;
import dev.callgate.policy.Problems;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlScalar;
import java.util.List;

/**
 * What one file changes in one pack.
 *
 * @param at where it says so
 * @param layer of the file
 * @param off rules that are not to be there
 * @param raise rules with the stricter decision they are to have
 * @param lists what is added to lists of the pack
 * @param gate what its gates say where they say nothing themselves
 * @param problems those of the file
 */
record PackChange(
    Place at,
    Layer layer,
    List<YamlScalar> off,
    List<YamlEntry> raise,
    List<YamlEntry> lists,
    GateDefaults gate,
    Problems problems) {}
