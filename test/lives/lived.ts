import type { AsyncCommand } from 'fast-check'
import * as fc from 'fast-check'
import { Course } from './course.ts'
import type { Step } from './deeds.ts'

/** A step as fast-check plans it: done where there is anything it could be done with. */
export class Lived implements AsyncCommand<Course, Course> {
  readonly step: Step

  constructor(step: Step) {
    this.step = step
  }

  check(course: Readonly<Course>): boolean {
    return course.isPossible(this.step)
  }

  async run(course: Course): Promise<void> {
    demandTruth(await course.live(this.step))
  }

  toString(): string {
    return JSON.stringify(this.step)
  }
}

/** A whole life: the steps, and then all that is unfinished is finished. Throws what is not so. */
export async function liveThrough(commands: Iterable<AsyncCommand<Course, Course>>): Promise<void> {
  const course = await Course.open()
  try {
    await fc.asyncModelRun(() => ({ model: course, real: course }), commands)
    demandTruth(await course.end())
  } finally {
    await course.close()
  }
}

function demandTruth(lies: readonly string[]): void {
  if (lies.length > 0) throw new Error(lies.join('\n'))
}
