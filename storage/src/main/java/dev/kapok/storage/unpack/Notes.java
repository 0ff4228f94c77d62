package dev.kapok.storage.unpack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what was left out: one sentence per reason, however many entries it concerned. */
final class Notes {
  private static final int MAX_REASONS = 32;

  private final Map<String, Note> notes = new LinkedHashMap<>();

  synchronized void add(String reason, String entry) {
    Note note = notes.get(reason);
    if (note != null) {
      note.count++;
    } else if (notes.size() < MAX_REASONS) {
      notes.put(reason, new Note(entry));
    }
  }

  synchronized List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Map.Entry<String, Note> each : notes.entrySet()) {
      Note note = each.getValue();
      String others = note.count > 1 ? " and " + (note.count - 1) + " more" : "";
      sentences.add(each.getKey() + ": " + note.first + others);
    }
    return sentences;
  }

  private static final class Note {
    private final String first;
    private int count = 1;

    Note(String first) {
      this.first = first;
    }
  }
}
