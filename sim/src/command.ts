/**
 * A command that runs on a machine under its supervisor: prints, ends by itself, is asked to end or killed, and, where it
 * is exclusive, is ended by the supervisor when its lease passes. None of it needs the agent.
 */
import type { AttemptEnd } from '@orchion/domain';
import type { AttemptFolder } from './attempt-folder.ts';
import type { Machine, Process, Signal } from './machine.ts';
import { exitCodeOf, type Program } from './program.ts';

/** How often the supervisor looks at the lease, ms. */
const leaseLookMs = 250;

export interface CommandParts {
  readonly machine: Machine;
  readonly folder: AttemptFolder;
  readonly program: Program;
  readonly onEnded: (command: Command) => void;
}

/** A command and the machine that it runs on, as the referees see it. */
export interface Command {
  readonly machine: Machine;
  readonly process: Process;
  readonly folder: AttemptFolder;
}

/** Starts it. The folder tells everything that an agent may know of it. */
export function startCommand(parts: CommandParts): Command {
  const { machine, folder, program } = parts;
  const { ref } = folder;
  const owner = `${ref.jobId}/${ref.number}`;
  const process: Process = machine.spawn(owner, (signal) => onSignal(signal));
  folder.started = {
    pid: process.pid,
    startTicks: process.startTicks,
    bootId: process.bootId,
    at: machine.wallMs(),
  };
  const command: Command = { machine, process, folder };
  let isAsked = false;

  function end(how: AttemptEnd): void {
    if (!process.isAlive) return;
    machine.exit(process);
    folder.exit = { end: how, at: machine.wallMs() };
    machine.after(machine.dice.between(1, 10), () => {
      folder.exitSynced = true;
    });
    parts.onEnded(command);
  }

  function onSignal(signal: Signal): void {
    if (signal === 'SIGKILL') return end(endBySignal('SIGKILL'));
    if (program.stubborn || isAsked) return;
    isAsked = true;
    machine.after(program.tidyMs, () => end(endBySignal('SIGTERM')));
  }

  function print(): void {
    if (!process.isAlive) return;
    const stream = machine.dice.chance(0.7) ? 'stdout' : 'stderr';
    folder.written[stream] += program.pieceBytes;
    machine.after(program.pieceEveryMs, print);
  }

  function watchLease(): void {
    if (!process.isAlive) return;
    if (machine.uptimeMs() < folder.leaseUntilMs) {
      // What is due in a sleep is due as long after it as was left before it.
      machine.after(leaseLookMs, watchLease, leaseLookMs);
      return;
    }
    end({ reason: 'node_lost', exitCode: null, signal: 'SIGKILL', message: 'its lease passed' });
  }

  if (program.pieceBytes > 0) machine.after(Math.min(5, program.pieceEveryMs), print);
  if (folder.exclusive) machine.after(leaseLookMs, watchLease);
  if (program.runMs !== null) {
    machine.after(program.runMs, () => {
      const exitCode = exitCodeOf(program, ref.number);
      end({ reason: 'exit_code', exitCode, signal: null, message: `exited with code ${exitCode}` });
    });
  }
  return command;
}

function endBySignal(signal: Signal): AttemptEnd {
  return { reason: 'signal', exitCode: null, signal, message: `ended by ${signal}` };
}
