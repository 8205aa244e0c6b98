package io.github.akspolicy.policy;

import java.io.Serializable;

/**
 * A rule of a {@link Standard} that a policy answers.
 *
 * @param standard the title of the standard
 * @param id the id of the rule there: an Azure Policy definition id, a control of Pod Security, the number of a CIS recommendation
 * @param title what it is called there; empty when the id says it
 * @param address where it can be read; empty where it has no page of its own
 * @param isControl whether reports say if it is met: {@link Standard#isControls}
 */
public record Reference(String standard, String id, String title, String address, boolean isControl)
        implements Serializable {}
