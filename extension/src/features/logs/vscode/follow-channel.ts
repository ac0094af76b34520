/**
 * A job's log in an output channel of its own: searched like any output, its levels coloured by the editor's own `log`
 * language. The editor keeps a channel's whole text, so it is begun anew when it has grown large, and few are kept.
 */
import type { JobSeen } from '@orchion/client';
import * as vscode from 'vscode';
import type { Session } from '../../../editor/session.ts';
import { createChannelText } from '../common/channel-text.ts';
import { followJob } from '../common/follow-job.ts';
import { channelPace } from '../common/log-outlet.ts';
import type { SafeText } from '../common/safe-text.ts';
import type { FollowPlace } from './follow-place.ts';

/** The editor's output view becomes unusable far above this. */
const channelLengthMax = 8 * 1024 * 1024;
const channelsMax = 12;

interface Channel {
  readonly channel: vscode.OutputChannel;
  readonly job: JobSeen;
  readonly stop: AbortController;
  isOver: boolean;
}

export interface FollowChannels extends FollowPlace {
  jobOf(document: vscode.TextDocument): JobSeen | undefined;
}

export function createFollowChannels(session: Session, safeText: () => SafeText, onChange: () => void): FollowChannels {
  const { say, log } = session;
  const channels = new Map<string, Channel>();

  function end(id: string): void {
    const ended = channels.get(id);
    ended?.stop.abort();
    ended?.channel.dispose();
    channels.delete(id);
  }
  session.own({
    dispose() {
      for (const id of [...channels.keys()]) end(id);
    },
  });

  function open(job: JobSeen): Channel {
    const name = `${job.spec.name} · ${job.id.slice(-8)}`;
    const channel = vscode.window.createOutputChannel(name, 'log');
    const opened = { channel, job, stop: new AbortController(), isOver: false };
    channels.set(job.id, opened);
    const [oldest] = channels.keys();
    if (channels.size > channelsMax && oldest !== undefined) end(oldest);
    onChange();
    return opened;
  }

  return {
    show(client, job) {
      const known = channels.get(job.id);
      if (known !== undefined) return known.channel.show(true);
      const opened = open(job);
      const { channel, stop } = opened;
      channel.show(true);
      let length = 0;
      const show = (piece: string): void => {
        length += piece.length;
        if (length > channelLengthMax) {
          length = piece.length;
          channel.replace(`── ${say('What came before is in the full log.')}\n${piece}`);
        } else {
          channel.append(piece);
        }
      };
      const text = createChannelText(say, safeText);
      followJob({ client, job, text, pace: channelPace, show, signal: stop.signal })
        // The channel has shown it.
        .catch((error: unknown) => log.error(error instanceof Error ? error : String(error)))
        .finally(() => {
          if (stop.signal.aborted) return;
          opened.isOver = true;
          onChange();
        });
    },
    // Nobody can close a channel: one that is over would come back at every reload.
    followed: () => [...channels.values()].flatMap(({ job, isOver }) => (isOver ? [] : [job.id])),
    jobOf(document) {
      // The editor names the document after the channel.
      return [...channels.values()].find(({ channel }) => document.uri.path.endsWith(channel.name))?.job;
    },
  };
}
