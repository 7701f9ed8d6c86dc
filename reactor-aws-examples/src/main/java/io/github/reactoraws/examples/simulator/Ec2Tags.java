package io.github.reactoraws.examples.simulator;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The tags of EC2 resources: {@code Name}, {@code env} and {@code team}. */
final class Ec2Tags {
  private static final List<Tag> ENV = tags("env", Words.STAGES);
  private static final List<Tag> TEAM = tags("team", Words.TEAMS);

  private Ec2Tags() {}

  static List<Tag> of(String name, long bits) {
    return List.of(
        Tag.builder().key("Name").value(name).build(),
        ENV.get(Words.STAGES.indexOf(Words.stage(bits))),
        TEAM.get(Words.TEAMS.indexOf(Words.team(bits))));
  }

  private static List<Tag> tags(String key, List<String> values) {
    List<Tag> tags = new ArrayList<>();
    for (String value : values) {
      tags.add(Tag.builder().key(key).value(value).build());
    }
    return List.copyOf(tags);
  }
}
